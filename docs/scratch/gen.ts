import { generateReference } from "../src/reference/generate-reference.ts";
const t = performance.now();
try { await generateReference(); } catch (e) { console.log(e.message); if(!e.message.includes("link"))console.log(e.stack) }
console.log(performance.now()-t);
