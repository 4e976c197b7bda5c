/** A browser's name and version. */
export interface BrowserName {
  readonly name: string;
  /** Null where it cannot be told. */
  readonly version: string | null;
}

/** Those whose user agents name others too come before these: every one of Chromium's family says Chrome, and Safari. */
const MARKS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\b(?:Edg|EdgA|EdgiOS)\/([\d.]+)/, "Microsoft Edge"],
  [/\b(?:OPR|OPT)\/([\d.]+)/, "Opera"],
  [/\bSamsungBrowser\/([\d.]+)/, "Samsung Internet"],
  [/\bVivaldi\/([\d.]+)/, "Vivaldi"],
  [/\b(?:Firefox|FxiOS)\/([\d.]+)/, "Firefox"],
  [/\b(?:Chrome|HeadlessChrome|CriOS)\/([\d.]+)/, "Chrome"],
  [/\bVersion\/([\d.]+).*\bSafari\//, "Safari"],
];

/** What a user agent says of the browser; `unknown browser` where it says nothing that is known here. */
export function parseUserAgent(userAgent: string): BrowserName {
  for (const [mark, name] of MARKS) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version };
  }
  return { name: "unknown browser", version: null };
}
