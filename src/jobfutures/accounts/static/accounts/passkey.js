// Shows what a page can do with passkeys here, and says in words when one was not used. The ceremony is allauth's script.
// data-passkey: hidden until passkeys work.  data-no-passkey: shown until then.  data-refused: shown when one was refused.
const isNumber = /^[\d.]+$|:/.test(location.hostname); // a passkey belongs to a name, never to a number address
const works = Boolean(window.PublicKeyCredential) && !isNumber;

for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !works;
for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = works;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-refused]")) {
    part.hidden = false;
    part.textContent = part.dataset.refused;
  }
});
