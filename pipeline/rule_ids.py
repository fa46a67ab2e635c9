"""Ids of the rules that the code treats unlike others of their sort.

What a rule's arguments are stands in its record; here are only those that behave in a way of their
own. A user's rule with the same id takes over that behaviour.
"""

from __future__ import annotations

# verbs
ACCORD = "deal.accord"
ADD = "deal.add"
APPROVE = "deal.approve"
ASK = "deal.ask"
AWARD = "deal.award"
CALL = "deal.tender"
CANCEL = "deal.cancel"
BUILD = "deal.build"
BUY = "deal.buy"
COMMISSION = "deal.commission"
SUBCONTRACT = "deal.subcontract"
DEVELOP = "deal.develop"
DONATE = "deal.donate"
DESTINE = "deal.destine"
EXERCISE = "deal.exercise"
EXPECT = "deal.expect"
EYE = "deal.eye"
COME_FROM = "deal.come-from"
GO_TO = "deal.go-to"
PASSING = frozenset({COME_FROM, GO_TO})  # "the order went to X", "came from Y"
HIRE = "deal.hire"
INCLUDE = "deal.include"
LEASE_OUT = "deal.lease"
OFFER = "deal.offer"
PRESENT = "deal.present"
PROCEED = "deal.proceed"
OPERATE = "deal.operate"
ORDER = "deal.order"
PAY = "deal.pay"
RECEIVE = "deal.receive"
REQUEST = "deal.request"
EQUIP = "deal.equip"
SELECT = "deal.select"
FAVOUR = "deal.favour"
SELL = "deal.sell"
SIGN = "deal.sign"
SIGN_FOR = "deal.sign-for"
SUBMIT = "deal.submit"
SUPPLY = "deal.supply"
TEAM = "deal.team"
FOUND = "deal.found"
TRANSFER = "deal.transfer"
WIN = "deal.win"
# award announcements, read whole
ANNOUNCED = "award.announcement"
NOTICE = "award.notice"
# role cues
CONTRACTING = "role.contracting-activity"
PARTICIPANT = "role.participant"
# the nationality of goods, and where they are made
ORIGIN = "item.origin"
MADE_IN = "item.made-in"
# goods told by a name in front of a type word
OWN_NAME = "item.own-name"
# lists of goods
LISTED = "list.goods"
# bodies that tell parliament of a sale which another one approves
NOTIFIERS = frozenset({"body.usa.defense-security-cooperation-agency"})
# nouns
APPROVAL = "noun.approval"
BIDDER = "noun.bidder"
SOLE_BIDDER = "noun.sole-bidder"
OFFERED = "noun.offer"
REQUESTED = "noun.request"
CUSTOMER = "noun.customer"
CONTRACT = "noun.contract"
DELIVERY = "noun.delivery"
DONATION = "noun.donation"
FRAMEWORK = "noun.framework"
LEASE = "noun.lease"
PACKAGE = "noun.package"
PURCHASE = "noun.purchase"
RECEIPT = "noun.receipt"
ORDER_NOUN = "noun.order"
JOINT_PURCHASE = "noun.joint-purchase"
SALE = "noun.sale"
SUPPLIER = "noun.supplier"
TALKS = "noun.talks"
TENDER = "noun.tender"
VENTURE = "noun.jointventure"

# Nouns for an undertaking about goods: "a contract for ..." names them where no type word does.
ITEM_NOUNS = frozenset(
    {CONTRACT, PURCHASE, JOINT_PURCHASE, ORDER_NOUN, FRAMEWORK, "noun.modification"}
)
# Nouns for what two sides agree: who stands before one acts in the deal.
SIGNED_NOUNS = ITEM_NOUNS | {"noun.lease", "noun.memorandum", "noun.talks", VENTURE}
# Nouns for the passing of goods.
TRADING = frozenset({SALE, PURCHASE, JOINT_PURCHASE, DELIVERY})
# Verbs of making.
MAKING = frozenset({BUILD, DEVELOP})
# Nouns for what is given, which list their goods behind "including".
GIFTS = frozenset({"noun.donation", "noun.package"})
# Verbs of giving for nothing.
GRANTING = frozenset({DONATE, PRESENT})
# Nouns for who takes part: "the lowest bidder", "the launch customer".
PARTY_NOUNS = frozenset({BIDDER, CUSTOMER, SOLE_BIDDER})
# Nouns for what one side does ("the purchase of 20 fighters"), and all whose subject takes part.
ACTION_NOUNS = PARTY_NOUNS | frozenset(
    {PURCHASE, SALE, DELIVERY, RECEIPT, OFFERED, REQUESTED}
    | {"noun.donation", "noun.package", "noun.lease"}
)
SUBJECT_NOUNS = SIGNED_NOUNS | ACTION_NOUNS
# Rules of getting goods, whoever acts: "guns are procured for the army".
ACQUIRING = frozenset({BUY, ORDER, PURCHASE, SELECT})
# Those, and "24 tanks on order for Kenya", "a contract was for two boats for Peru".
BOUGHT_FOR = ACQUIRING | {"noun.order", CONTRACT}
# Verbs whose past tense says that a planned deal was concluded.
CONCLUDING = frozenset({SIGN, AWARD, WIN, "deal.order", "deal.buy", "deal.place"})
# Verbs that a firm with only a share in a deal also takes: "MTU will supply the engines".
SHARING = frozenset({SUPPLY, BUILD, DEVELOP, "deal.service", EQUIP, SELL})
# Verbs by which a deal noun tells its goods: "the joint venture will build tanks".
TELLING = frozenset({BUILD, DEVELOP, INCLUDE, SUPPLY, "deal.service", "deal.coproduce"})
# Rules whose "to" names who receives, and those whose subject is who orders.
HANDING = frozenset({SUPPLY, TRANSFER, "noun.delivery"})
ORDERING = frozenset({AWARD, "deal.buy", "deal.order", "deal.place", HIRE, "noun.order"})
# Rules of work on goods that are another's.
SERVING = frozenset({"deal.service", "noun.upgrade"})
# Verbs that behind "can" tell what goods or firms are able to do.
ABLE = frozenset({SUPPLY, BUILD, OPERATE, DEVELOP, EQUIP, TRANSFER})
# Rules whose subject sells or gives: so may a state to a firm.
SELLING = frozenset({SELL, SALE, DONATE, TRANSFER, "deal.lease", "noun.lease"})
# Rules whose subject pays: a firm does so only under one of these.
BUYING = frozenset(
    {SIGN, AWARD, SELECT, PURCHASE, CONTRACT}
    | {"deal.buy", "deal.order", "deal.place", "noun.order"}
)
