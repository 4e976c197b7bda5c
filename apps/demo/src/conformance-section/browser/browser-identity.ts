import { parseUserAgent, type BrowserName } from "./parse-user-agent.ts";

/** Which browser this is, for the head of a report. */
export interface BrowserIdentity extends BrowserName {
  /** As in `Linux x86 64`; null where the browser does not tell. */
  readonly platform: string | null;
  readonly userAgent: string;
}

/** As much of User-Agent Client Hints as is asked for. */
interface UserAgentData {
  getHighEntropyValues(hints: readonly string[]): Promise<{
    readonly fullVersionList?: readonly { readonly brand: string; readonly version: string }[];
    readonly platform?: string;
    readonly architecture?: string;
    readonly bitness?: string;
  }>;
}

/** Asks the browser itself where it answers (Chromium's family does), and reads its user agent elsewhere. */
export async function browserIdentity(navigator: {
  readonly userAgent: string;
  readonly userAgentData?: UserAgentData;
}): Promise<BrowserIdentity> {
  const { userAgent, userAgentData } = navigator;
  const parsed: BrowserIdentity = { ...parseUserAgent(userAgent), platform: null, userAgent };
  if (userAgentData === undefined) return parsed;
  try {
    const hints = await userAgentData.getHighEntropyValues(["fullVersionList", "platform", "architecture", "bitness"]);
    const { fullVersionList = [], platform = "", architecture = "", bitness = "" } = hints;
    const words = [platform, architecture, bitness].filter((word) => word !== "").join(" ");
    const brand = ownBrand(fullVersionList);
    return {
      ...parsed,
      ...(brand === undefined ? {} : { name: brand.brand, version: brand.version }),
      platform: words === "" ? null : words,
    };
  } catch {
    // A policy of the page may forbid the hints.
    return parsed;
  }
}

/** Beside its own name a browser of Chromium's family tells Chromium's, and one that means nothing, `Not_A Brand` or so. */
function ownBrand<Brand extends { readonly brand: string }>(brands: readonly Brand[]): Brand | undefined {
  const real = brands.filter(({ brand }) => !/not.*brand/i.test(brand));
  return real.find(({ brand }) => brand !== "Chromium") ?? real[0];
}
