/* The first questions ask for the time zone, and the browser knows it. Without this the list starts at UTC. */

const zones = document.querySelector("select[data-own-zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some((option) => option.value === here)) zones.value = here;
