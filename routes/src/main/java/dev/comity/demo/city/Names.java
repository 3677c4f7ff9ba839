package dev.comity.demo.city;

import java.util.Random;

/** Chinese personal names and streets, among them the kinds that trip programs: a middle dot, two-character surnames, rare characters. */
final class Names {

    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    private static final String GIVEN =
            "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕晓春冬生荣福贵德顺安宁思远嘉怡子涵梓萱浩宇欣悦雨桐佳琪俊逸诗韵博文天佑一鸣雅楠瑾瑜珺璟靖琳晟睿哲瀚";
    private static final String[] DOUBLE = {"欧阳", "司马", "上官", "诸葛", "东方", "慕容", "尉迟"};
    private static final String[] TURKIC = {"买买提", "阿依古丽", "努尔兰", "古丽娜尔", "艾尔肯", "热依汗", "库尔班", "帕提古丽"};
    private static final String[] FATHERS = {"艾力", "吐尔逊", "别克", "卡德尔", "司马义", "肉孜", "阿不都", "玉素甫"};
    private static final String[] RARE = {"𬭎", "𬍛", "龑", "㛃", "堃"};
    private static final String[] STREETS = {
        "人民路", "解放路", "中山路", "建设路", "和平路", "文化路", "新华路", "滨江路", "学府路", "长安街", "东风路", "朝阳路", "南湖路", "梅园路", "青年路"
    };

    private Names() {}

    static String person(Random random) {
        int kind = random.nextInt(100);
        if (kind < 2) {
            return Numbers.pick(random, TURKIC) + "·" + Numbers.pick(random, FATHERS);
        }
        String surname = kind < 5 ? Numbers.pick(random, DOUBLE) : character(SURNAMES, random);
        String rare = kind == 5 ? Numbers.pick(random, RARE) : character(GIVEN, random);
        return surname + rare + character(GIVEN, random);
    }

    static String address(Random random) {
        return STREETS[random.nextInt(STREETS.length)] + (1 + random.nextInt(998)) + "号" + (1 + random.nextInt(40))
                + "栋" + (1 + random.nextInt(32)) + "0" + (1 + random.nextInt(8)) + "室";
    }

    private static String character(String from, Random random) {
        return String.valueOf(from.charAt(random.nextInt(from.length())));
    }
}
