/* The first sign-in wants the time zone, and the browser knows it. Without this it stays UTC until the settings say more. */

const zone = document.querySelector("input[data-own-zone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
