import type { WorkerMessage } from "./offline-messages.ts";

// TypeScript has a service worker's globals in a library that contradicts that of pages. These are the ones in use.

/** An event that is over when its promise is. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** A request of a page or one of its workers. */
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** A message of a page. */
interface ClientMessageEvent extends ExtendableEvent {
  readonly data: unknown;
  readonly source: WindowClient | null;
}

/** A window that shows the page. */
interface WindowClient {
  postMessage(message: WorkerMessage, options: object): void;
}

/** The global of a service worker. */
export interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: ClientMessageEvent) => void): void;
}
