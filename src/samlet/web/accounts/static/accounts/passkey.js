/* Shows what needs passkeys where the browser has them, and says when one was not used.
   The rest is allauth's own scripts; without JavaScript there are the other ways in. */
"use strict";
{
  if (window.PublicKeyCredential)
    for (const element of document.querySelectorAll("[data-passkey-only]")) element.hidden = false;
  const problem = document.getElementById("passkey-error");
  document.addEventListener("allauth.error", event => {
    event.preventDefault();
    if (problem) problem.hidden = false;
  });
}
