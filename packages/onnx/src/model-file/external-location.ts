import { DataError } from "@lockstep/core";
import type { TensorProto } from "../proto/onnx_pb.ts";

/** Where a tensor's data lies in a file beside the model. */
export interface ExternalLocation {
  /** Path relative to the model's folder; it never leaves that folder. */
  readonly location: string;
  readonly offset: number;
  /** `undefined` where the file does not say: then as many bytes as the dims ask for. */
  readonly length: number | undefined;
}

/**
 * Reads where a tensor's data lies.
 *
 * @throws {DataError} for a path that could lead out of the model's folder, and for anything but plain numbers.
 */
export function externalLocation({ externalData }: TensorProto, subject: string): ExternalLocation {
  const entries = new Map(externalData.map(({ key, value }) => [key, value]));
  if (entries.size !== externalData.length) {
    throw new DataError({ subject, rule: "must not say anything about its external data twice" });
  }
  const location = entries.get("location") ?? "";
  if (!staysInFolder(location)) {
    throw new DataError({
      subject,
      rule: "must have its external data in a file in the model's folder or below",
      received: location,
      remedy: "Do not trust this model; save it again with a plain file name as location.",
    });
  }
  return {
    location,
    offset: wholeNumber(entries.get("offset"), "offset", subject) ?? 0,
    length: wholeNumber(entries.get("length"), "length", subject),
  };
}

/** Relative, without a way up, a drive, a scheme or what some systems read as a separator or the end of a name. */
function staysInFolder(location: string): boolean {
  return !/[\\:\0]/.test(location) && location.split("/").every((part) => part !== "" && part !== "..");
}

function wholeNumber(text: string | undefined, key: string, subject: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new DataError({ subject, rule: `must have a whole number as ${key} of its external data`, received: text });
}
