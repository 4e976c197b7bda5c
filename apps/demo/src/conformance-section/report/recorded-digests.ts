const DIGESTS: Readonly<Record<string, string>> = import.meta.glob(
  "../../../../../packages/conformance/results/*.chromium.json",
  { import: "digest", eager: true },
);

/** By subject: the digest of every outcome that is on record of it in Chromium. */
export const RECORDED_DIGESTS: ReadonlyMap<string, string> = new Map(
  Object.entries(DIGESTS).map(([path, digest]) => [/([^/]+)\.chromium\.json$/.exec(path)![1]!, digest]),
);
