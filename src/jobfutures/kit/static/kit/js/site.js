// What every page does once script is there: pages that were read stay readable without a network.
if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/service-worker.js");
}
