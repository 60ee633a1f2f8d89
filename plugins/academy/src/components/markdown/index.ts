export { type Block, parseBlocks } from './blocks';
export { CodeBlock } from './CodeBlock';
export { InlineCode } from './InlineCode';
export { LessonMarkdown } from './LessonMarkdown';
export type { LessonMarkdownProps } from './LessonMarkdown';
