import { InvalidOptionError } from "@lockstep/core";
import { expose, wrap } from "comlink";
import { expect, test } from "vitest";
import { sendErrorDetails } from "./send-error-details.ts";

test("an error of ours arrives with everything that it tells, another with name and message", async () => {
  sendErrorDetails();
  const { port1, port2 } = new MessageChannel();
  const api = {
    own(): void {
      throw new InvalidOptionError({
        subject: "rate",
        rule: "must be a number",
        received: () => {},
        remedy: "Give one.",
      });
    },
    async foreign(): Promise<void> {
      throw new RangeError("too far");
    },
  };
  expose(api, port1);
  const remote = wrap<typeof api>(port2);
  const own: unknown = await remote.own().catch((error: unknown) => error);
  expect(own).toBeInstanceOf(Error);
  expect(own).toMatchObject({
    name: "InvalidOptionError",
    code: "INVALID_OPTION",
    subject: "rate",
    remedy: "Give one.",
    message: expect.stringContaining("rate must be a number"),
  });
  const foreign: unknown = await remote.foreign().catch((error: unknown) => error);
  expect(foreign).toMatchObject({ name: "RangeError", message: "too far" });
  port1.close();
});
