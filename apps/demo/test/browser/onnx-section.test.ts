import { expect } from "vitest";
import { it } from "./page-test.ts";

it.for([
  ["the processor (WebAssembly)", "ort-wasm"],
  ["the GPU (WebGPU)", "ort-webgpu"],
] as const)("trains the example on %s, and reads the trained file again", async ([, backend], { openPage }) => {
  const page = await openPage("#onnx");
  await page.getByRole("button", { name: "Use an example" }).click();
  await page.getByLabel("Compute on").selectOption(backend);
  await page.getByLabel("Epochs, at most").fill("3");
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

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
