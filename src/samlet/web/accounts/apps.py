from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samlet.web.accounts"
    label = "accounts"
