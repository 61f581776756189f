// Reads Argdown from standard input with the format's own parser, and prints what it holds as JSON.
const { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } = require("@argdown/core");

const app = new ArgdownApplication();
app.addPlugin(new ParserPlugin(), "parse-input");
app.addPlugin(new DataPlugin(), "build-model");
app.addPlugin(new ModelPlugin(), "build-model");
const input = require("fs").readFileSync(0, "utf8");
const read = app.run({ process: ["parse-input", "build-model"], input });
const statements = Object.entries(read.statements || {}).map(([title, one]) => [
  title,
  { words: one.members.map((member) => (member.text ?? "").trim()), data: one.data },
]);
const relations = (read.relations || []).map((one) => [one.relationType, one.from.title, one.to.title]);
const errors = [...(read.lexerErrors || []), ...(read.parserErrors || [])].map((error) => error.message);
console.log(JSON.stringify({ statements: Object.fromEntries(statements), relations, errors, head: read.frontMatter }));
