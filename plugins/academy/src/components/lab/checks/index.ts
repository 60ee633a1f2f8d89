export { CheckItem } from './CheckItem';
export { VerdictAnnouncer } from './VerdictAnnouncer';
