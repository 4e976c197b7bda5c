import { sharedModule } from "./shared-module.ts";

/**
 * The bytes of a module.
 *
 * @param text in base64.
 * @param shared whether the memory that it imports is one that threads share.
 */
export function moduleBytes(text: string, shared: boolean): Uint8Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return shared ? sharedModule(bytes) : bytes;
}

declare function atob(text: string): string;
