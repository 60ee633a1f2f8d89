export { ActionError } from './ActionError';
export { ConfirmButton } from './ConfirmButton';
export { formatDuration } from './duration';
export { useHiddenText } from './useHiddenText';
export { useNow } from './useNow';
export { useTimeOfDay } from './useTimeOfDay';
