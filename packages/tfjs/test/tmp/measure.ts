import type * as tfjs from "@tensorflow/tfjs-core";
export async function measure(tf: typeof tfjs): Promise<string> {
  const out: string[] = [];
  const grid = (lo: number, hi: number, n = 4000) => Float32Array.from({ length: n }, (_, i) => lo + ((hi - lo) * i) / (n - 1));
  const ulp = (y: number) => Math.max(2 ** (Math.floor(Math.log2(Math.abs(y))) - 23), 2 ** -149);
  async function one(name: string, f: (x: tfjs.Tensor) => tfjs.Tensor, law: (x: number) => number, ranges: [number, number][]) {
    for (const [lo, hi] of ranges) {
      const xs = grid(lo, hi);
      try {
        const ys = await f(tf.tensor(xs)).data();
        let abs = 0, rel = 0, at = 0;
        xs.forEach((x, i) => { const y = law(x); const d = Math.abs(ys[i]! - y); if (!(d <= abs)) abs = d; const u = d / ulp(y); if (y !== 0 && !(u <= rel)) { rel = u; at = x; } });
        out.push(`${name} [${lo},${hi}] abs ${(abs * 2 ** 24).toFixed(2)}u  ulps ${rel.toFixed(1)} at ${at}`);
      } catch (e) { out.push(`${name} THROWS ${String(e).slice(0, 80)}`); break; }
    }
    try {
    const sp = await f(tf.tensor(Float32Array.of(NaN, Infinity, -Infinity, 0, -0, 3e38, -3e38, 1e-30))).data();
    out.push(`${name} special ${[...sp].map((v) => Object.is(v, -0) ? "-0" : v).join(" ")}`);
    } catch {}
  }
  const erf = (x: number): number => { // series/cf in f64
    const a = Math.abs(x); if (a < 3) { let s = a, t = a; for (let n = 1; n < 200; n++) { t *= -a * a / n; s += t / (2 * n + 1); } return Math.sign(x) * s * 2 / Math.sqrt(Math.PI); }
    let c = 0; for (let k = 120; k > 0; k--) c = k / 2 / (a + c); return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + c)); };
  const sp = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const R: [number, number][] = [[-1e-4, 0], [-1e-2, -1e-4],[-0.3,-0.01], [-1, -.3], [-10, -1], [0, 1], [1, 10]];
  await one("erf", (x) => tf.erf(x), erf, R);
  await one("expm1", (x) => tf.expm1(x), Math.expm1, R);
  await one("exp", (x) => tf.exp(x), Math.exp, [...R, [-87, -10]]);
  await one("elu", (x) => tf.elu(x), (x) => x > 0 ? x : Math.expm1(x), R);
  await one("tanh", (x) => tf.tanh(x), Math.tanh, R);
  await one("tanhexpm1", (x) => tf.mul(tf.tanh(tf.mul(x, 0.5)), tf.add(tf.exp(x), 1)), Math.expm1, R.slice(0, 5));
  await one("sigmoid", (x) => tf.sigmoid(x), (x) => 1 / (1 + Math.exp(-x)), [...R, [-80, -10]]);
  await one("log1p", (x) => tf.log1p(x), Math.log1p, [[0, 1e-4], [1e-4, 1e-2], [0.01, 0.3], [0.3, 1]]);
  await one("log", (x) => tf.log(x), Math.log, [[0.99, 1.01], [0.5, 0.99], [1.01, 2], [2, 100]]);
  await one("softplus", (x) => tf.softplus(x), sp, [[-80, -20],[-20,-10],[-10, -1], [-1, 0], [0, 1], [1, 30]]);
  await one("rsqrt", (x) => tf.rsqrt(x), (x) => 1 / Math.sqrt(x), [[1e-5, 1e-2], [1e-2, 1], [1, 100]]);
  await one("div3", (x) => tf.div(x, tf.fill([x.size], 3)), (x) => x / 3, [[1, 100]]);
  const cl = await tf.clipByValue(tf.tensor([NaN, 1, -1, 0.5, -0, 0, Infinity]), 0, 1).data(); out.push("clip " + [...cl].map((v) => Object.is(v, -0) ? "-0" : v).join(" "));
  return out.join("\n");
}
