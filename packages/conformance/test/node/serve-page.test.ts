import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servePage, type ServedPage } from "../../src/node/serve-page.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-served-"));
let server: ServedPage;

beforeAll(async () => {
  writeFileSync(join(folder, "index.html"), "the page");
  server = await servePage(folder);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the server answers to a request in these very bytes, which no client would send. */
function answerTo(requestLine: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1", () => {
      socket.write(`${requestLine}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}

describe("the page's server", () => {
  it.each([
    ["GET / HTTP/1.1", 200],
    ["HEAD /index.html HTTP/1.1", 200],
    ["GET /gone.js HTTP/1.1", 404],
    ["GET /../../../../etc/hostname HTTP/1.1", 404],
    ["GET /%2e%2e/%2e%2e/etc/hostname HTTP/1.1", 404],
    ["GET *% HTTP/1.1", 400],
    ["GET :99999 HTTP/1.1", 400],
    ["GET http://elsewhere/index.html HTTP/1.1", 400],
    ["GET /\u0000 HTTP/1.1", 400],
    ["OPTIONS *% HTTP/1.1", 405],
    ["OPTIONS * HTTP/1.1", 405],
    ["POST / HTTP/1.1", 405],
  ])("answers %j with %i", async (requestLine, status) => {
    expect(await answerTo(requestLine)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // It still serves.
    expect(await answerTo("GET / HTTP/1.1")).toMatch(/the page$/);
  });
});
