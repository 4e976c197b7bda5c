import { describe, expect, it } from "vitest";
import { browserIdentity } from "./browser-identity.ts";
import { parseUserAgent } from "./parse-user-agent.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

describe("a browser by its user agent", () => {
  // As the vendors document them; each of Chromium's family names Chrome and Safari too.
  it.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/150.0.0.0 Safari/537.36`, "Chrome", "150.0.0.0"],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/150.0.0.0 Safari/537.36`, "Chrome", "150.0.0.0"],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.3.1`,
      "Microsoft Edge",
      "150.0.3.1",
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/149.0.0.0 Safari/537.36 OPR/120.0.0.0`, "Opera", "120.0.0.0"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "140.0"],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
      "Safari",
      "18.4",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15",
      "Firefox",
      "140.0",
    ],
    ["curl/8.0", "unknown browser", null],
  ])("%s", (userAgent, name, version) => {
    expect(parseUserAgent(userAgent)).toEqual({ name, version });
  });
});

describe("a browser that answers", () => {
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/150.0.0.0 Safari/537.36`;
  const answering = (brands: readonly (readonly [string, string])[]) => ({
    userAgent,
    userAgentData: {
      getHighEntropyValues: async () => ({
        fullVersionList: brands.map(([brand, version]) => ({ brand, version })),
        platform: "Linux",
        architecture: "x86",
        bitness: "64",
      }),
    },
  });

  it("is called by its own name, not by Chromium's or the one that means nothing", async () => {
    const brands = [
      ["Not)A;Brand", "8.0.0.0"],
      ["Chromium", "150.0.7871.100"],
      ["Google Chrome", "150.0.7871.101"],
    ] as const;
    const expected = { platform: "Linux x86 64", userAgent };
    expect(await browserIdentity(answering(brands))).toEqual({
      name: "Google Chrome",
      version: "150.0.7871.101",
      ...expected,
    });
    expect(await browserIdentity(answering(brands.slice(0, 2)))).toEqual({
      name: "Chromium",
      version: "150.0.7871.100",
      ...expected,
    });
  });
  it("is read from its user agent where it does not", async () => {
    const refusing = { userAgent, userAgentData: { getHighEntropyValues: () => Promise.reject(new Error("no")) } };
    const parsed = { name: "Chrome", version: "150.0.0.0", platform: null, userAgent };
    expect(await browserIdentity(refusing)).toEqual(parsed);
    expect(await browserIdentity({ userAgent })).toEqual(parsed);
  });
});
