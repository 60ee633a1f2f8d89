import type { AttemptEvent } from '../api';
import type { UnitId } from '../content/types';

/** What the client needs of the portal: `discoveryApi` and `fetchApi` satisfy it. @public */
export interface AcademyClientOptions {
  /** Finds the backend. */
  discoveryApi: {
    /** Base URL of a plugin's backend, without a trailing slash. */
    getBaseUrl(pluginId: string): Promise<string>;
  };
  /** Sends requests with the caller's identity. */
  fetchApi: { fetch: typeof fetch };
}

/** What an attempt is started for. @public */
export interface StartAttemptOptions {
  /** A lab or challenge. */
  unitId: UnitId;
  /** Scenario of a challenge. */
  scenario?: string;
  /** Name of a training cluster; the backend chooses one when absent. */
  cluster?: string;
}

/** Whether frames arrive at the moment. `lost` is followed by reconnecting. @public */
export type StreamState = 'open' | 'lost';

/** How the frames of an attempt are read. @public */
export interface StreamAttemptOptions {
  /** Id of the newest event that is already known; frames after it are sent. */
  after?: number;
  /** Ends the stream. */
  signal?: AbortSignal;
  /** Called with each event once, in order. */
  onEvent(event: AttemptEvent): void;
  /** Called when the connection opens or is lost. */
  onState?(state: StreamState): void;
}
