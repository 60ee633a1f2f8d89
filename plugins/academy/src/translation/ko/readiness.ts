export const readiness = {
  'readiness.path': '준비도 경로',
  'readiness.group': '팀',
  'readiness.noPathsTitle': '설정된 준비도 경로가 없습니다',
  'readiness.noPathsText':
    '플랫폼 엔지니어가 포털 설정의 academy.readiness.paths에 추가할 수 있습니다.',
  'readiness.noGroupsTitle': '소속된 팀이 없습니다',
  'readiness.noGroupsText':
    '준비도는 팀별로 보여 줍니다. 팀 정보는 카탈로그에서 가져오므로, 카탈로그에 팀원으로 등록해 달라고 요청하세요.',
  'readiness.noPeopleTitle': '이 팀에는 팀원이 없습니다',
  'readiness.noPeopleText': '팀원 정보는 카탈로그에서 가져옵니다.',
  'readiness.ownRowOnly':
    '본인의 기록만 보입니다. 팀 전체를 보려면 academy.readiness.read 권한이 필요합니다.',
  'readiness.validity': '완료한 유닛은 {{days}}일 동안 유효합니다.',
  'readiness.summary': '{{total}}명 중 {{ready}}명이 준비되었습니다',
  'readiness.tableLabel': '{{path}}: 팀원별 유닛 상태',
  'readiness.person': '이름',
  'readiness.overall': '종합',
  'readiness.ready': '준비됨',
  'readiness.notReady': '준비 안 됨',
  'readiness.state.done': '완료',
  'readiness.state.expiring': '곧 만료',
  'readiness.state.expired': '만료됨',
  'readiness.state.missing': '미완료',
  'readiness.validUntil': '{{date}}까지',
  'readiness.expiredSince': '{{date}}부터',
};
