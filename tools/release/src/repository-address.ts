import type { Manifest, Repository } from "./manifest.ts";

/** What `repository` of the root manifest must look like: npm's own form, which provenance compares with where it was built. */
const FORM = /^git\+(https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+?)\.git$/;

/** An example of it, for messages. */
export const EXAMPLE: Repository = { type: "git", url: "git+https://github.com/OWNER/NAME.git" };

/** Where people find the repository, `https://host/owner/name`; undefined while the root manifest names none. */
export function repositoryAddress(root: Manifest): string | undefined {
  return root.repository === undefined ? undefined : FORM.exec(root.repository.url)?.[1];
}
