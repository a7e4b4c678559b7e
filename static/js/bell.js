/* The worker that shows the end of a rest; a tap on it leads back to the session. It fetches and keeps nothing. */

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      const session = pages.find((page) => page.url.split("#")[0] === event.notification.data.split("#")[0]);
      return (session ?? pages[0])?.focus() ?? self.clients.openWindow(event.notification.data);
    }),
  );
});
