import { AcademyClient } from '@kubernetes-academy/backstage-plugin-academy-common';

/** An answer of the backend that is an error. */
export class ErrorAnswer {
  readonly status: number;
  readonly message: string;

  constructor(status: number, message = 'refused') {
    this.status = status;
    this.message = message;
  }
}

/**
 * Answers by `METHOD /path?query`: a value, an `ErrorAnswer`, or a function of
 * the request's body that returns one.
 */
export type Answers = Record<string, unknown>;

/** A client of a backend that gives these answers, and the requests it made. */
export function createFakeBackend(answers: Answers) {
  const requests: string[] = [];
  const client = new AcademyClient({
    discoveryApi: { getBaseUrl: async () => '' },
    fetchApi: {
      fetch: async (input, init) => {
        const request = `${init?.method} ${input}`;
        requests.push(request);
        const given = answers[request] ?? new ErrorAnswer(404, request);
        const body = init?.body ? JSON.parse(String(init.body)) : undefined;
        const answer = await (typeof given === 'function'
          ? given(body)
          : given);
        return answer instanceof ErrorAnswer
          ? jsonResponse(answer.status, {
              error: { name: 'Error', message: answer.message },
              response: { statusCode: answer.status },
            })
          : jsonResponse(200, answer);
      },
    },
  });
  return { client, requests };
}

function jsonResponse(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}
