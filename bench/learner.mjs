/** A signed-in person who talks to the portal as the browser does. */
export class Learner {
  /** @param {string} url of the portal @param {string} ref of a catalog User */
  static async signIn(url, ref) {
    const response = await fetch(`${url}/api/auth/dev/refresh`, {
      headers: {
        'x-academy-person': ref,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    if (!response.ok) {
      throw new Error(
        `sign-in of ${ref}: ${response.status} ${await response.text()}`,
      );
    }
    const { backstageIdentity } = await response.json();
    return new Learner(`${url}/api/academy`, backstageIdentity.token);
  }

  constructor(base, token) {
    this.base = base;
    this.headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    };
  }

  async call(method, path, body) {
    const response = await fetch(this.base + path, {
      method,
      headers: this.headers,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(
        `${method} ${path}: ${response.status} ${await response.text()}`,
      );
    }
    return response.json();
  }

  /** Follows an attempt's stream; `onEvent(event, arrivedMs)`. Returns the function that ends it. */
  follow(attemptId, onEvent) {
    const abort = new AbortController();
    const run = async () => {
      const response = await fetch(
        `${this.base}/attempts/${attemptId}/events?after=0`,
        { headers: this.headers, signal: abort.signal },
      );
      let rest = '';
      for await (const chunk of response.body.pipeThrough(
        new TextDecoderStream(),
      )) {
        const arrived = performance.now();
        const frames = (rest + chunk).split('\n\n');
        rest = frames.pop();
        for (const frame of frames) {
          const data = frame.split('\n').find(line => line.startsWith('data:'));
          if (data) {
            onEvent(JSON.parse(data.slice(5)), arrived);
          }
        }
      }
    };
    run().catch(error => {
      if (!abort.signal.aborted) {
        throw error;
      }
    });
    return () => abort.abort();
  }

  /** Starts a unit and resolves with the attempt and the milliseconds until its `ready` frame. */
  async start(unitId, scenario) {
    const begin = performance.now();
    const attempt = await this.call('POST', '/attempts', { unitId, scenario });
    let stop;
    const arrived = await new Promise((resolve, reject) => {
      stop = this.follow(attempt.id, (event, at) => {
        if (event.type === 'state' && event.state === 'ready') {
          resolve(at);
        }
        if (event.type === 'state' && event.state === 'failed') {
          reject(new Error(`attempt failed: ${event.message?.en}`));
        }
      });
    });
    stop();
    return { attempt, readyMs: arrived - begin };
  }

  end(attempt) {
    return this.call('DELETE', `/attempts/${attempt.id}`);
  }
}
