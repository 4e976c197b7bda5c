// Prints what a function of a module returns, as JSON: node print.js <module> <function>.
const [module, name] = process.argv.slice(2);
const exported = (await import(`./${module!}.js`)) as Readonly<Record<string, () => unknown>>;
console.log(JSON.stringify(await exported[name!]!()));
