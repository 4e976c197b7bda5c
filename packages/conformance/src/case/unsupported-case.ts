import type { MissingCapability } from "../subject/missing-capability.ts";

/** Ends a case that needs what the engine declines, after the engine has refused it as it must. */
export class UnsupportedCase extends Error {
  override readonly name = "UnsupportedCase";
  readonly missing: MissingCapability;

  /** @param missing what the case needs. */
  constructor(missing: MissingCapability) {
    super(`${missing.what} is declined`);
    this.missing = missing;
  }
}
