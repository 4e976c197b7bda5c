import { describe, expect, it } from "vitest";
import { backendDevice } from "./backend-device.ts";

/** A backend that draws in a context with this canvas. */
function webgl(canvas: EventTarget | undefined) {
  const backend = { gpgpu: { gl: { canvas, isContextLost: () => false } } };
  return { backend: () => backend } as never;
}

describe("the device of a backend", () => {
  it("is listened to once, however many engines ask for it, and tells all of them", () => {
    const canvas = new EventTarget();
    const listened: string[] = [];
    const add = canvas.addEventListener.bind(canvas);
    canvas.addEventListener = (type, ...rest) => {
      listened.push(type);
      add(type, ...rest);
    };
    const tf = webgl(canvas);
    const devices = [backendDevice(tf), backendDevice(tf), backendDevice(tf)];
    expect(listened).toEqual(["webglcontextlost"]);
    const told: number[] = [];
    devices.forEach((device, index) => device.whenLost(() => told.push(index)));
    canvas.dispatchEvent(new Event("webglcontextlost"));
    expect(told).toEqual([0, 1, 2]);
    expect(devices.map((device) => device.isLost())).toEqual([true, true, true]);
  });
  it("may have no canvas, outside of browsers", () => {
    expect(backendDevice(webgl(undefined)).isLost()).toBe(false);
  });
});
