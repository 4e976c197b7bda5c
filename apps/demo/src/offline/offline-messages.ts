/** What the page tells the service worker. */
export type PageMessage =
  | {
      /** May this page be served by you, and what have you? */
      readonly type: "hello";
      /** The page's first script, relative to the page: its name has a hash, so it tells the build. */
      readonly entry: string;
    }
  | {
      /** Take over from the older build, unless other windows still show that. */
      readonly type: "take-over";
    };

/** What the service worker tells the page. */
export type WorkerMessage =
  | { readonly type: "progress"; readonly bytes: number; readonly total: number }
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "ready"; readonly bytes: number }
  | { readonly type: "other-windows" };
