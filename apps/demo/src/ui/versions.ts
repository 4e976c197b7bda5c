/** Put in by the build, from the packages' own manifests. */
declare const LOCKSTEP_VERSIONS: readonly { readonly name: string; readonly version: string }[];

/** What computes on this page, and in which version. */
export const versions = LOCKSTEP_VERSIONS;
