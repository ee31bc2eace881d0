/** Reads a question a line from standard input, and answers each with a line before it reads the next. */
import { createInterface } from "node:readline";

export async function answerEach(answer) {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(JSON.parse(line))));
  }
}
