// Opens a host and leaves it open, for tests that end this process: open-host.ts <browser|spidermonkey>.
import { resolve } from "node:path";
import { openBrowserHost, openSpiderMonkeyHost } from "../../../src/node/index.ts";

const open = process.argv[2] === "browser" ? openBrowserHost : openSpiderMonkeyHost;
const host = await open(resolve(import.meta.dirname, "looping.ts"), { conditions: ["@lockstep/source"] });
process.stdout.write("open\n");
process.on("message", () => process.exit(3));
await host.run(0);
