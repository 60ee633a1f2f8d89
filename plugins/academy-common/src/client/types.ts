import type { AttemptEvent } from '../api/types';
import type { UnitId } from '../content/types';

/** What the client needs of the portal: `discoveryApi` and `fetchApi` satisfy it. @public */
export interface AcademyClientOptions {
  discoveryApi: {
    /** Base URL of a plugin's backend, without a trailing slash. */
    getBaseUrl(pluginId: string): Promise<string>;
  };
  fetchApi: { fetch: typeof fetch };
}

/** What an attempt is started for. @public */
export interface StartAttemptOptions {
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
  onEvent(event: AttemptEvent): void;
  onState?(state: StreamState): void;
}
