import type { Page } from "playwright-core";

/** Has each of the next workers that train lose its graphics device once; those that follow keep theirs. */
export async function loseDevices(page: Page, workers: number): Promise<void> {
  await page.route(
    /training-worker[^/]*\.js/,
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${LOSE_DEVICE}\n${await response.text()}` });
    },
    { times: workers },
  );
}

/** Runs in a worker ahead of its own code: the device is lost while the third checkpoint is on its way to the store. */
const LOSE_DEVICE = `
const losers = [];
const getContext = OffscreenCanvas.prototype.getContext;
OffscreenCanvas.prototype.getContext = function (...given) {
  const context = getContext.apply(this, given);
  if (/webgl/.test(given[0]) && context) losers.push(() => context.getExtension("WEBGL_lose_context")?.loseContext());
  return context;
};
const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...given) {
  const device = await requestDevice.apply(this, given);
  losers.push(() => device.destroy());
  return device;
};
let written = 0;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
  written += 1;
  if (written === 3) for (const lose of losers) lose();
  return put.apply(this, given);
};
`;
