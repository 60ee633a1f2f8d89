import type {
  ApplyError,
  ApplyResult,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** An error of the server or the parser, at its place in the learner's text. */
export interface Problem {
  /** 1-based. */
  line: number;
  /** 1-based, where known. */
  column?: number;
  /** In the words of the server or the parser. */
  message: string;
}

/** Everything that was refused, in the order of the text. */
export function problemsOf(result: ApplyResult): Problem[] {
  const ofText = result.error ? [toProblem(result.error, 1)] : [];
  const ofDocuments = result.documents.flatMap(({ line, error }) =>
    error ? [toProblem(error, line)] : [],
  );
  return [...ofText, ...ofDocuments];
}

/** An error without a line is shown where its document starts. */
function toProblem(error: ApplyError, documentLine: number): Problem {
  const { message, line = documentLine, column } = error;
  return { line, column, message };
}
