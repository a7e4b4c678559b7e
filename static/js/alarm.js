/* What happens when a rest is over: a sound, a buzz, a notification; and whether the screen stays on.
   All of it is off until it is asked for, and kept on this device: another one has other ways. */

const ALARM = "repstack-alarm";
const { bell } = document.currentScript.dataset;
const CAN = {
  sound: "AudioContext" in window,
  vibrate: "vibrate" in navigator,
  notify: "Notification" in window && "serviceWorker" in navigator,
  awake: "wakeLock" in navigator,
};
// A page in the background is woken once a minute; an end of long ago is no news.
const LATEST = 90_000;

function wanted() {
  try {
    return JSON.parse(localStorage.getItem(ALARM)) ?? {};
  } catch {
    return {};
  }
}

function want(name, isOn) {
  try {
    localStorage.setItem(ALARM, JSON.stringify({ ...wanted(), [name]: isOn }));
  } catch {
    /* Private windows may keep nothing: then it holds until the page is left. */
  }
}

function tell(text) {
  const says = document.querySelector("[data-alarm-says]");
  if (says) says.textContent = text;
}

// A browser plays nothing before the first tap of a page.
let audio = null;
function wake() {
  if (!wanted().sound) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}
document.addEventListener("pointerdown", wake);
document.addEventListener("keydown", wake);

function ring() {
  if (!audio) return;
  for (const place of [0, 1, 2]) {
    const start = audio.currentTime + place * 0.3;
    const tone = new OscillatorNode(audio, { frequency: 880 });
    const loudness = new GainNode(audio, { gain: 0.3 });
    loudness.gain.setTargetAtTime(0, start + 0.12, 0.03);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.28);
  }
}

// A phone shows a notification only through a worker of the site.
async function notify() {
  const site = await navigator.serviceWorker.getRegistration(bell);
  const next = document.querySelector(".rs-set__title")?.textContent.trim() ?? "";
  await site?.showNotification("Rest is over", { body: next, tag: "rest", renotify: true, data: location.href });
}

document.addEventListener("rest:over", (event) => {
  if (event.detail.late > LATEST) return;
  const on = wanted();
  if (on.sound) ring();
  if (on.vibrate && CAN.vibrate) navigator.vibrate([200, 100, 200]);
  if (on.notify && CAN.notify && document.hidden && Notification.permission === "granted") notify();
});

async function mayNotify() {
  const answer = await Notification.requestPermission();
  if (answer !== "granted") return false;
  await navigator.serviceWorker.register(bell);
  return true;
}

// The screen of a session that runs; a hidden page gives its hold back, and takes it again when seen.
let hold = null;
async function keepAwake() {
  const isWanted = wanted().awake && CAN.awake && !document.hidden && document.querySelector("[data-finish]");
  if (!isWanted) {
    hold?.release();
    hold = null;
    return;
  }
  try {
    if (!hold || hold.released) hold = await navigator.wakeLock.request("screen");
  } catch {
    tell("This phone does not allow it now: its battery may be low.");
  }
}
document.addEventListener("visibilitychange", keepAwake);

document.addEventListener("change", async (event) => {
  const box = event.target;
  const name = box.dataset?.alarm;
  if (!name) return;
  tell("");
  if (name === "notify" && box.checked && !(await mayNotify())) {
    box.checked = false;
    tell("The browser does not allow it. Allow notifications of this site in its settings.");
  }
  want(name, box.checked);
  if (!box.checked) return keepAwake();
  if (name === "sound") {
    wake();
    ring();
  }
  if (name === "vibrate") navigator.vibrate(200);
  if (name === "awake") keepAwake();
});

for (const box of document.querySelectorAll("[data-alarm]")) {
  const { alarm } = box.dataset;
  box.closest("label").hidden = !CAN[alarm];
  // What was allowed once may have been taken back in the browser.
  box.checked = Boolean(wanted()[alarm]) && (alarm !== "notify" || (CAN.notify && Notification.permission === "granted"));
}
if (CAN.notify && wanted().notify && Notification.permission === "granted") navigator.serviceWorker.register(bell);
keepAwake();
