import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** Text; everything else is small, packed already, or larger than is worth packing for one reader. */
const TEXT = /^(text\/|application\/json|image\/svg\+xml)/;

/** Answers requests with the files of a folder. */
export function demoHandler(folder: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value);
  });
  app.use(compress({ contentTypeFilter: TEXT }));
  app.use(
    serveStatic({
      root: folder,
      onFound: (path, context) => {
        // Files in assets/ have a hash of their content in their names.
        const lasting = /[/\\]assets[/\\]/.test(path.slice(folder.length));
        context.header("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
      },
    }),
  );
  return app;
}
