"""My page: what is held about oneself, with a link and no account, or signed in."""

from samlet.web.accounts.my_page.purpose import PURPOSE, send_links

__all__ = ["PURPOSE", "send_links"]
