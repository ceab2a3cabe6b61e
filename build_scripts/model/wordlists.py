"""The default word lists: plain data, one word after another, blanks between."""

from __future__ import annotations

AGENCIES = """
新华社 新华通讯社 新华网讯 中新社 中国新闻社 中央社 路透社 法新社 美联社 合众社 共同社 时事社 韩联社 俄新社
塔斯社 德新社 埃菲社 安莎社 彭博社 国际文传电讯社 朝中社 越通社 Xinhua Reuters AP AFP Bloomberg TASS Kyodo
""".split()

NEWSPAPERS = """
人民日报 光明日报 经济日报 解放军报 中国青年报 工人日报 农民日报 科技日报 法治日报 法制日报 中国日报 学习时报
参考消息 环球时报 文汇报 解放日报 新民晚报 北京日报 北京晚报 新京报 南方日报 南方都市报 南方周末 羊城晚报
大公报 申报 民国日报 中央日报 大众日报 新华日报 浙江日报 湖北日报 四川日报 辽宁日报 天津日报 重庆日报
深圳特区报 中国证券报 证券时报 上海证券报 证券日报 经济参考报 第一财经日报 21世纪经济报道 经济观察报
中国社会科学报 中国教育报 中国文化报 中国科学报 中国经营报 中国贸易报 国际商报 国际金融报 金融时报 中华读书报
文艺报 检察日报 人民法院报 北京商报 工商时报 晨报副刊 时事新报 每日经济新闻 财经时报 中华工商时报 每日邮报
卫报 泰晤士报 纽约时报 华盛顿邮报 华尔街日报
""".split()

JOURNALS = """
求是 改革 红旗 管理世界 经济研究 世界经济 中国工业经济 中国社会科学 社会 社会学研究 政治学研究 历史研究
近代史研究 哲学研究 文学评论 文学遗产 读书 收获 十月 国学 文史 文物 考古 中国翻译 法学 法学家 中国法学
法学研究 学术月刊 学术交流 南方经济 财贸经济 经济学家 经济学动态 金融研究 中国农村经济 中国农村观察
国际经济合作 国际贸易 国际问题研究 世界经济与政治 外交评论 当代亚太 开放时代 江海学刊 天津社会科学
江苏社会科学 社会科学战线 文史哲 史学月刊 新华文摘 瞭望 半月谈 财经 人民论坛 群言 党建 东方杂志 新青年
东岳论丛 求索 求实 探索 科学 自然 图书情报工作 价格理论与实践 中国人口科学 人口研究 教育研究 高等教育研究
心理学报 地理学报 地质论评 化学通报 物理学报 中国科学 科学通报 中国国情国力 Science Nature Cell Lancet
""".split()

BODIES = """
国务院 中共中央 全国人大 全国政协 中央军委 最高人民法院 最高人民检察院 外交部 商务部 财政部 教育部 科技部
工信部 发改委 国家发展改革委 国资委 世界银行 国际货币基金组织 世界贸易组织 联合国 经合组织 欧盟 东盟
国际能源署 世界卫生组织 IEA OECD WTO IMF WHO UNCTAD UNDP UNESCO WIPO FAO ILO ISO IPCC UNEP IRENA BP EIA NASA
IMO ITU ADB AIIB OPEC APEC ASEAN BIS FSB IAEA UNFCCC UNIDO UNICEF
""".split()

BODY_ENDINGS = """
局 部 委 院 室 署 厅 处 办 办公室 委员会 大学 学院 学校 中学 研究院 研究所 研究中心 研究室 研究会 分会 商会 中心 协会 学会
联合会 基金会 公司 集团 银行 组织 联盟 联合国 政府 法院 检察院 课题组 编写组 编辑部 编委会 出版社 图书馆
博物馆 档案馆 实验室 工作组 专家组 智库 理事会 小组 项目组 团队 通讯社 社 总署 总局 医院 论坛 秘书处 Institute
Institution University College School Center Centre Committee Commission Council Bureau Office Agency
Organization Organisation Association Society Foundation Bank Department Dept Ministry Division Group Inc Ltd
Corporation Corp Company Laboratory Lab Fund Union Academy Library Administration Authority Board Forum Consortium
Secretariat Federation Service Press Nations Parliament Congress Senate Assembly Court Observatory
""".split()

PUBLISHER_ENDINGS = """
出版社 出版公司 出版集团 出版有限公司 出版中心 出版部 出版局 出版 印书馆 书局 书店 书社 书画社 书屋 印书局 印刷厂
印务局 书院 书馆 出版服务社 编译馆 编译局 学社 译书局 刊行社 社科院 学会 大学 研究所 研究院 音像 发行公司
文化公司 书坊 古籍社 Press Publisher Publishers Publishing Publications Verlag Books Wiley Elsevier Springer
Routledge Sons Hall Inc Ltd Co Company House Editions Éditions Presses Macmillan Penguin Knopf Norton
Blackwell Sage Brill Balkema McGraw-Hill Longman Harper University
""".split()

SITE_ENDINGS = ["网", "网站", "官网", "在线", "门户", "频道", "客户端", "公众号", "平台", "数据库", "微信公众号"]

SURNAMES = tuple(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷"
    "贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄"
    "危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封"
    "芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺"
    "屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都"
    "耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴"
    "牟代冼粟邝朴鹿晋楚汝綦隋雒辜芦种畅栗楼忻律初丛战渠庹郄邰迪盘撒折曲沐理由税竺笪萨谌谯涂佟言福付肖涂闫佘旷仝苑阳覃揭邸迟展宾宛麦占区闭泽原苟敬青商"
    "趙錢孫鄭馮陳衛蔣許呂張嚴華陶謝鄒竇蘇魯韋馬鳳鮑費賀羅畢鄔樂傅齊顧黃蕭貝計談龐紀項賈婁顏鍾駱萬盧單諸龔陸榮儲馬車葉劉龍黎籍賴藺譚勞聶鞏關遊權蓋"
)
COMPOUND_SURNAMES = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠
公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁
拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯
西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 吴铭 纳兰 爱新觉罗 歐陽 司馬 諸葛
東方 尉遲
""".split()

PINYIN_SURNAMES = """
Zhang Wang Li Zhao Liu Chen Yang Huang Zhou Wu Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Han Feng
Deng Cao Peng Zeng Xiao Tian Dong Yuan Pan Yu Jiang Cai Du Ye Cheng Su Wei Lu Lü Ding Ren Shen Yao Zhong Cui Tan Fan Wen
Liao Shi Jin Jia Xia Fu Fang Bai Zou Meng Xiong Qin Qiu Hou Yin Xue Yan Lei Long Duan Hao Kong Shao Mao Chang Wan Gu Lai
Kang Qian Hong Gong Niu Qi Ouyang Sima Zhuge Dai Fei Geng Guan Hua Ji Jing Ke Kuang Lan Lang Lou Mei Miao Mo Ni Nie
Ning Ou Pang Pei Pu Qiao Qu Quan Rong Ruan Sang Sha Shang Sheng Shu Shui Tao Teng Tong Tu Wo Xi Xiang Xing You Zang Zhai
Zhan Zhi Zhuang Zuo
""".split()

LEADS = """
由于
如 正如 例如 比如 参考 参照 借鉴 根据 依据 按照 沿用 采用 基于 据 由 与 和 及 以及 而 但 但是 其中 此外 同时
另外 其次 首先 最后 然后 因此 故 对此 有学者 学者 研究者 遵循 结合 引用 引自 参见 见
详见 继 自 从 以 在 对 将 把 被 受 于 是 也 还 又 或 即 像 同 跟 后 随后 后来 之后 近年来 近期 进而 类似
不同于 有别于 区别于 相较于 继承 延续 扩展 拓展 运用 使用 利用 通过 经 至 到 对于 关于 针对 围绕
""".split()
