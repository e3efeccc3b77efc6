/* Reading the QR of a badge with the camera, where the browser can. What it says is an address of this site; only its
   page is opened, where somebody presses the button. Without this, the camera of the phone itself does the same. */

const EVERY = 250; // milliseconds between two looks

async function start(box, detector) {
  const video = box.querySelector("video");
  const said = box.querySelector("[role=status]");
  const button = box.querySelector("button");
  said.textContent = "";
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
  } catch {
    said.textContent = box.dataset.scanClosed;
    return;
  }
  video.hidden = false;
  button.hidden = true;
  const timer = setInterval(async () => {
    let codes;
    try {
      codes = await detector.detect(video);
    } catch {
      return; // no picture yet
    }
    if (!codes.length) return;
    const path = addressOf(box, codes[0].rawValue);
    if (!path) {
      said.textContent = box.dataset.scanWrong;
      return;
    }
    clearInterval(timer);
    for (const track of video.srcObject.getTracks()) track.stop();
    location.assign(path);
  }, EVERY);
}

/** The path of a badge on this site, or nothing: a QR can say anything. */
function addressOf(box, text) {
  if (!URL.canParse(text)) return null;
  const [before, after] = box.dataset.scan.split("CODE");
  const { pathname } = new URL(text);
  const code = pathname.slice(before.length, pathname.length - after.length);
  const fits = pathname.startsWith(before) && pathname.endsWith(after) && /^\d+-[0-9a-f]+$/.test(code);
  return fits ? pathname : null;
}

async function prepare(box) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const formats = await window.BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) return;
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => start(box, detector));
}

const box = document.querySelector("[data-scan]");
if (box) prepare(box);
