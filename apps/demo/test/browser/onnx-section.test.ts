import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { LENGTH, openAxesModel } from "./open-axes-model.ts";
import { it } from "./page-test.ts";

it.for([
  ["the processor (WebAssembly)", "ort-wasm"],
  ["the GPU (WebGPU)", "ort-webgpu"],
] as const)("trains the example on %s, and reads the trained file again", async ([, backend], { openPage }) => {
  const page = await openPage("#onnx");
  await page.getByRole("button", { name: "Use an example" }).click();
  await page.getByLabel("Compute on").selectOption(backend);
  await page.getByLabel("Epochs, at most").fill("2");
  await page.getByLabel("Batch size").fill("200");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const result = page.getByRole("region", { name: "6. The trained model" });
  await result.getByText("The file was opened again as anyone would").waitFor();
  const waiting = page.waitForEvent("download");
  await result.getByRole("button", { name: /Download .*\.onnx/ }).click();
  const download = await waiting;

  const again = await openPage("#onnx");
  await again.getByLabel(/Drop an \.onnx file/).setInputFiles({
    name: download.suggestedFilename(),
    mimeType: "application/octet-stream",
    buffer: await bytesOf(await download.createReadStream()),
  });
  const model = again.getByRole("region", { name: "1. Model" });
  await model.getByText(download.suggestedFilename()).first().waitFor();
  expect(await again.getByRole("alert").count()).toBe(0);
});

it("makes images of the lengths that were filled in, and takes a model again after its worker ended", async ({
  openPage,
}) => {
  const page = await openPage("#onnx");
  const drop = page.getByLabel(/Drop an \.onnx file/);
  const file = { name: "open.onnx", mimeType: "application/octet-stream", buffer: openAxesModel() };
  await drop.setInputFiles(file);
  await page.getByLabel("Length of h").fill(String(LENGTH));
  await page.getByLabel("Length of w").fill(String(LENGTH));
  await page.getByLabel(/Or a folder of images/).setInputFiles(imageFolder(["ant", "bee"]));
  await page.getByText(`Each was made into ${LENGTH} × ${LENGTH} pixels, grey`).waitFor();
  await page.getByText("Classes: 0 = ant, 1 = bee.").waitFor();

  for (const worker of page.workers()) await worker.evaluate(() => close());
  await drop.setInputFiles(file);
  await page.getByRole("alert").getByText("The worker that computes ended").waitFor();
  await drop.setInputFiles(file);
  await page.getByRole("alert").waitFor({ state: "hidden" });
});

it("asks before a run is lost with its window, and no longer once it is discarded", async ({ openPage }) => {
  const page = await openPage("#onnx");
  const asks = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await page.getByRole("button", { name: "Use an example" }).click();
  await page.getByLabel("Epochs, at most").fill("5000");
  await page.getByLabel("Patience").fill("5000");
  const train = page.getByRole("button", { name: "Train", exact: true });
  await train.waitFor();
  expect(await asks()).toBe(false);
  await train.click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Discard the run" }).waitFor();
  expect(await asks()).toBe(true);
  await page.getByRole("button", { name: "Discard the run" }).click();
  await expect.poll(asks).toBe(false);
});

/** Ten images of one pixel a class. */
function imageFolder(classes: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), "lockstep-images-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of classes) {
    mkdirSync(join(root, name));
    for (let image = 0; image < 10; image++) writeFileSync(join(root, name, `${image}.png`), PIXEL);
  }
  return root;
}

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
