/* The locations on a map that one can walk around in: Leaflet, which comes only when somebody asks for the map. What is
   on it is read from the list of locations, so the list says the same to who has no map. Without tiles (a setting)
   the municipalities are drawn as they are on the page, and nothing is asked of another host. */

const SPACE = { padding: [24, 24], maxZoom: 13 };

function load(tag, fields) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

let leaflet = null;

function fetchLeaflet({ mapJs, mapCss }) {
  leaflet ??= Promise.all([load("link", { rel: "stylesheet", href: mapCss }), load("script", { src: mapJs })]);
  return leaflet.then(() => window.L).catch((error) => {
    leaflet = null;
    throw error;
  });
}

/** The list of locations: on this page, or on its own, which is fetched. */
async function fetchList(address) {
  if (!address) return document;
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

const numbers = (text) => text.split(",").map(Number);

const corners = (item) => item.dataset.edge.trim().split(" ").map(numbers);

function addMarker(L, map, item, words) {
  const number = document.createElement("span");
  number.textContent = item.dataset.count;
  const icon = L.divIcon({ className: "map__spot", html: number, iconSize: [44, 44], popupAnchor: [0, -16] });
  const marker = L.marker(numbers(item.dataset.at), { icon, keyboard: true, riseOnHover: true }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("aria-label", `${item.dataset.name}: ${item.dataset.count}`);
  const content = document.createElement("div");
  content.append(...[...item.querySelector(".row__body").childNodes].map((node) => node.cloneNode(true)));
  // a heading of the list is none in the middle of a map
  for (const heading of content.querySelectorAll("h2")) {
    const title = document.createElement("p");
    title.className = "map__name";
    title.textContent = heading.textContent;
    heading.replaceWith(title);
  }
  marker.bindPopup(content, { minWidth: 220, maxWidth: 280 });
  marker.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.mapClose);
    // the keyboard goes where the eye goes, and back again
    content.querySelector("a")?.focus({ preventScroll: true });
  });
  marker.on("popupclose", () => {
    // what had the focus may be gone by now
    const { activeElement } = document;
    if (activeElement === document.body || content.contains(activeElement)) element.focus({ preventScroll: true });
  });
}

async function openMap(holder) {
  const words = holder.dataset;
  const here = holder.querySelector("[data-map-here]");
  const [L, list] = await Promise.all([fetchLeaflet(words), fetchList(words.mapUrl)]);
  here.hidden = false;
  here.setAttribute("role", "region");
  here.setAttribute("aria-label", words.mapLabel);
  const map = L.map(here, {
    zoomControl: false, attributionControl: Boolean(words.mapTiles), scrollWheelZoom: false, zoomSnap: 0.25, fadeAnimation: false,
  });
  // below, where no bubble covers it
  L.control.zoom({ position: "bottomleft", zoomInTitle: words.mapIn, zoomOutTitle: words.mapOut }).addTo(map);
  map.attributionControl?.setPrefix(false);
  here.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  const items = [...list.querySelectorAll("[data-at]")];
  const edges = words.mapTiles ? [] : [...list.querySelectorAll("[data-edge]")].map(corners);
  const bounds = L.latLngBounds([...edges.flat(), ...items.map((item) => numbers(item.dataset.at))]);
  // a map knows where things are only once it has a view
  if (bounds.isValid()) map.fitBounds(bounds, SPACE);
  else map.setView([0, 0], 1);
  if (words.mapTiles) L.tileLayer(words.mapTiles, { attribution: plain(words.mapAttribution), maxZoom: 18 }).addTo(map);
  for (const edge of edges) L.polygon(edge, { className: "map__edge", interactive: false }).addTo(map);
  for (const item of items) addMarker(L, map, item, words);
  return map;
}

/** Leaflet takes an attribution as HTML: what a setting says is text. */
function plain(text) {
  const element = document.createElement("span");
  element.textContent = text ?? "";
  return element.innerHTML;
}

async function tryMap(holder) {
  try {
    return await openMap(holder);
  } catch (error) {
    console.warn(error);
    const here = holder.querySelector("[data-map-here]");
    here.hidden = false;
    here.className = "note";
    here.textContent = holder.dataset.mapFailed;
    return null;
  }
}

function prepare() {
  for (const holder of document.querySelectorAll("[data-map]:not([data-map-ready])")) {
    holder.dataset.mapReady = "";
    if ("mapNow" in holder.dataset) tryMap(holder);
    const link = holder.querySelector("[data-map-open]");
    if (!link) continue;
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: link.className, textContent: link.dataset.mapOpen,
    });
    link.before(button);
    link.className = "more";
    button.addEventListener("click", async () => {
      button.disabled = true;
      const map = await tryMap(holder);
      const here = holder.querySelector("[data-map-here]");
      here.scrollIntoView({ block: "nearest" });
      button.remove();
      map?.getContainer().focus({ preventScroll: true });
    });
  }
}

prepare();
document.addEventListener("htmx:afterSettle", prepare);
