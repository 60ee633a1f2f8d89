/** How the command line reaches its process. @public */
export interface AcademyProgramOptions {
  /** Writes text to standard output; line ends are part of it. */
  print: (text: string) => void;
  /** Ends proofs early; their sandboxes are removed first. */
  signal: AbortSignal;
  /** Asks a question that is answered with yes or no; absent where nobody can be asked. */
  confirm?: (question: string) => Promise<boolean>;
  /** Something is wrong with the content or the cluster; the process ends with this later. */
  setExitCode: (code: number) => void;
}

/** In the working directory, which is the repository when npm runs this. */
export const DEFAULT_ROOT = 'lessons';
