import type {
  ContentProblem,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { namedFilesOf, readOutline } from '@kubernetes-academy/content';
import type { ManifestObject } from '@kubernetes-academy/lab-engine';
import {
  ManifestSyntaxError,
  OPERATION_ANNOTATION,
  parseManifests,
} from '@kubernetes-academy/lab-engine';
import { parseDocument } from 'yaml';

/** Marks a block that shows a mistake; the words behind it are part of the refusal. */
const INVALID_ON_PURPOSE = /^ya?ml\s+invalid-on-purpose\s+(.+)$/;

/** One Kubernetes object of the content. */
export interface ContentManifest {
  /** Path below the lessons folder. */
  file: string;
  /** 1-based. */
  line: number;
  object: Record<string, unknown>;
  /** Part of the message with which a server must refuse it. */
  refusal?: string;
  /** Only part of an object, or one that a check is about: nothing that a server must accept. */
  partial: boolean;
}

/** Reads every manifest of a unit: the files that it names and the YAML blocks of its text. */
export function readManifests(unit: Unit): {
  manifests: ContentManifest[];
  problems: ContentProblem[];
} {
  const manifests: ContentManifest[] = [];
  const problems: ContentProblem[] = [];

  const read = (options: {
    file: string;
    text: string;
    lineOffset: number;
    /** What a namespace in the manifest means. */
    namespace: 'wrong' | 'nested' | 'shown';
    refusal?: string;
    /** A check asks what the server says, so nothing is known beforehand. */
    judged?: boolean;
  }) => {
    const { file, text, lineOffset, namespace, refusal, judged } = options;
    try {
      for (const { line, object } of parseManifests(text)) {
        const at = line + lineOffset;
        if (object.metadata.namespace !== undefined && namespace === 'wrong') {
          problems.push({
            file,
            line: at,
            field: 'metadata.namespace',
            message: 'the manifest names a namespace',
            expected: 'no namespace: the sandbox of the attempt is used',
          });
        }
        const annotations = object.metadata.annotations as
          | Record<string, unknown>
          | undefined;
        manifests.push({
          file,
          line: at,
          object: namespace === 'nested' ? withoutNamespace(object) : object,
          partial:
            judged === true ||
            annotations?.[OPERATION_ANNOTATION] !== undefined,
          ...(refusal && { refusal }),
        });
      }
    } catch (error) {
      if (!(error instanceof ManifestSyntaxError)) {
        throw error;
      }
      problems.push({
        file,
        line: (error.line ?? 1) + lineOffset,
        ...(error.column && { column: error.column }),
        message: error.message,
        expected: 'Kubernetes objects in YAML',
      });
    }
  };

  const named = new Map(namedFilesOf(unit.spec).map(each => [each.file, each]));
  for (const [file, { nested, judged }] of named) {
    read({
      file: `${unit.id}/${file}`,
      text: unit.files[file],
      lineOffset: 0,
      namespace: nested ? 'nested' : 'wrong',
      judged,
    });
  }
  // Both languages have the same blocks, the loader sees to that.
  for (const { info, text, line } of readOutline(unit.text.en).code) {
    const file = `${unit.id}/en.md`;
    if (!/^ya?ml\b/.test(info)) {
      continue;
    }
    if (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) {
      const refusal = INVALID_ON_PURPOSE.exec(info)?.[1];
      read({ file, text, lineOffset: line, namespace: 'shown', refusal });
      continue;
    }
    for (const error of parseDocument(text, { prettyErrors: false }).errors) {
      problems.push({ file, line, message: error.message, expected: 'YAML' });
    }
  }
  return { manifests, problems };
}

/** The judging server knows the kind, but not the namespaces of a nested control plane. */
function withoutNamespace(object: ManifestObject): ManifestObject {
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
