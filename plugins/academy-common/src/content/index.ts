export {
  assertionSchema,
  bindingSchema,
  challengeSchema,
  checkSchema,
  courseSchema,
  hintSchema,
  labSchema,
  lessonSchema,
  localizedTextSchema,
  moduleSchema,
  questionSchema,
  scenarioSchema,
  taskSchema,
  unitSchema,
} from './schema';
export * from './types';
