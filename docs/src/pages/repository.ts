import { resolve } from "node:path";

/** The root of the repository, which is the folder that the site's pages come from. */
export const ROOT: string = resolve(import.meta.dirname, "../../..");

/**
 * Where the repository can be looked at, without a slash at the end: what a forge calls the project's address. As long as
 * there is none, links to files that are no pages are plain text, and pages have no "edit" link.
 */
export const REPOSITORY_ADDRESS: string | undefined = undefined;

/** Where a file or a folder of the repository can be looked at; `undefined` as long as the repository has no address. */
export function repositoryAddress(path: string): string | undefined {
  return REPOSITORY_ADDRESS === undefined ? undefined : `${REPOSITORY_ADDRESS}/blob/main/${path}`;
}
