/** @jest-environment node */
import { readEventStream } from './readEventStream';

describe('readEventStream', () => {
  it('gives a connection up that says nothing', async () => {
    const cancelled = jest.fn();
    const body = new ReadableStream<Uint8Array>({ cancel: cancelled });
    await expect(
      readEventStream({
        body,
        onData: () => {},
        onAlive: () => {},
        silenceLimitMs: 20,
      }),
    ).rejects.toThrow('No frame for 20 ms');
    expect(cancelled).toHaveBeenCalled();
  });
});
