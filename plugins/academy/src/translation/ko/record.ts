export const record = {
  'record.progressTitle': '유닛',
  'record.attemptsTitle': '실습과 챌린지 시도',
  'record.emptyTitle': '아직 기록이 없습니다',
  'record.emptyText':
    '읽은 레슨과 진행한 실습이 여기에 쌓입니다. 꼭 첫 유닛부터 시작하지 않아도 됩니다.',
  'record.noAttempts': '아직 시작한 실습이나 챌린지가 없습니다.',
  'record.unit': '유닛',
  'record.kind': '종류',
  'record.state': '상태',
  'record.completedAt': '완료한 날',
  'record.cluster': '실습 클러스터',
  'record.startedAt': '시작',
  'record.endedAt': '종료',
  'record.hints': '힌트',
  'record.assisted': '풀이 확인',
};
