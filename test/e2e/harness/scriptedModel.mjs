import http from 'node:http';
import { beforeCleanUp } from './cleanup.mjs';

async function bodyOf(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString());
}

/**
 * A language model without a mind of its own, behind the address that OpenAI's chat completions have:
 * `say` is given each request and returns the assistant's message.
 */
export async function startScriptedModel(say) {
	const requests = [];
	const server = http.createServer(async (request, response) => {
		const body = await bodyOf(request);
		requests.push(body);
		const message = { role: 'assistant', content: null, refusal: null, ...say(body) };
		response
			.setHeader('content-type', 'application/json')
			.end(JSON.stringify(completion(body, message, requests.length)));
	});
	await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
	beforeCleanUp(() => server.closeAllConnections() ?? server.close());
	return { url: `http://127.0.0.1:${server.address().port}/v1`, requests };
}

const completion = ({ model }, message, number) => ({
	id: `chatcmpl-${number}`,
	object: 'chat.completion',
	created: Math.floor(Date.now() / 1000),
	model,
	choices: [{ index: 0, message, logprobs: null, finish_reason: reasonFor(message) }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const reasonFor = ({ tool_calls: calls }) => (calls === undefined ? 'stop' : 'tool_calls');

/** The message that calls a tool. */
export const callTool = (name, given) => ({
	tool_calls: [
		{ id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(given) } },
	],
});
