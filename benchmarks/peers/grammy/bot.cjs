// On grammY: polling with its runner, webhooks by its adapter for Node's HTTP server.
const http = require("node:http");
const Database = require("better-sqlite3");
const { run } = require("@grammyjs/runner");
const { Bot, InlineKeyboard, webhookCallback } = require("grammy");

const setup = JSON.parse(process.argv[2]);
const search = new Database(setup.places, { readonly: true }).prepare(setup.search);
const bot = new Bot(setup.token, { client: { apiRoot: setup.api } });

bot.on("message:text", async (context) => {
  const words = context.message.text.split(" ").map((word) => `"${word}"`);
  const hits = search.raw().all(words.join(" OR "));
  const keyboard = new InlineKeyboard();
  for (const [number, name] of hits) keyboard.text(name, `place:${number}`).row();
  const text = hits.map(([, name, city]) => `${name}, ${city}`).join("\n");
  await context.reply(text, { reply_markup: keyboard });
});
bot.catch((error) => console.error(error));

async function push() {
  const receive = webhookCallback(bot, "http", { secretToken: setup.secret });
  await new Promise((listening) => http.createServer(receive).listen(setup.port, "127.0.0.1", listening));
  await bot.api.setWebhook(setup.hook, { secret_token: setup.secret, max_connections: 100 });
}

if (setup.mode === "polling") run(bot);
else push();
