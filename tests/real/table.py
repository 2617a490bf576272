"""Reference sets, read by the product: what is computed from each, and what has to come out.

Figures were computed from the same files with plain pandas, without the product, unless a row names
another source. n is answers, not rows. One line a figure; sets that need more have a test of their
own in ``test_reference.py``.
"""

from __future__ import annotations

from cxwidgets.methods.scores import csat, nps
from tests.real.sources import by_item, by_segment

PANDAS = "plain pandas on the same file"
MOBI = ("CUEX1 CUEX2 CUEX3 CUSA1 CUSA2 CUSA3 CUSCO CUSL1 CUSL2 CUSL3 IMAG1 IMAG2 IMAG3 IMAG4 IMAG5 "
        "PERQ1 PERQ2 PERQ3 PERQ4 PERQ5 PERQ6 PERQ7 PERV1 PERV2")  # fmt: skip
MOBI_MEANS = (7.58, 7.532, 7.424, 7.988, 7.128, 7.316, 7.068, 7.452, 4.988, 7.668, 7.64, 7.78,
              6.744, 7.588, 7.932, 7.944, 7.192, 7.7, 7.916, 7.872, 7.776, 7.592, 6.156,
              6.916)  # fmt: skip
BANK = ("imag1 imag2 imag3 imag4 imag5 expe1 expe2 expe3 expe4 expe5 qual1 qual2 qual3 qual4 qual5 "
        "val1 val2 val3 val4 sat1 sat2 sat3 sat4 loy1 loy2 loy3 loy4")  # fmt: skip
BANK_MEANS = (7.804, 7.804, 7.912, 7.876, 6.352, 7.368, 7.596, 7.132, 8.048, 7.328, 6.808, 7.1,
              6.36, 7.5, 7.016, 7.052, 7.692, 7.116, 6.468, 7.18, 6.912, 6.716, 6.524, 7.144,
              7.404, 6.8,
              7.6)  # fmt: skip
AIR = {  # answers from 1 to 5, their mean; 0 means that the question does not apply
    "Departure and Arrival Time Convenience": (123199, 3.2234),
    "Ease of Online Booking": (124198, 2.8830),
    "Check-in Service": (129879, 3.3063),
    "Online Boarding": (126800, 3.3316),
    "Gate Location": (129879, 2.9769),
    "On-board Service": (129875, 3.3832),
    "Seat Comfort": (129879, 3.4414),
    "Leg Room Service": (129282, 3.3664),
    "Cleanliness": (129866, 3.2867),
    "Food and Drink": (129748, 3.2080),
    "In-flight Service": (129875, 3.6423),
    "In-flight Wifi Service": (125964, 2.8135),
    "In-flight Entertainment": (129862, 3.3585),
    "Baggage Handling": (129880, 3.6321),
}
SFO = {  # 0 is no answer, 6 not used
    "Q7A_ART": (2656, 3.9642), "Q7B_FOOD": (2830, 3.6007), "Q7C_SHOPS": (2791, 3.5933),
    "Q7D_SIGNS": (3346, 3.9922), "Q7E_WALK": (3218, 4.0876), "Q7F_SCREENS": (3289, 4.0651),
    "Q7G_INFOARR": (1793, 3.7975), "Q7H_INFODEP": (1794, 3.8183), "Q7I_WIFI": (2227, 3.6524),
    "Q7J_ROAD": (2017, 3.9276), "Q7K_PARK": (1293, 3.8051), "Q7L_AIRTRAIN": (1483, 4.1247),
    "Q7M_LTPARK": (853, 3.7855), "Q7N_RENTAL": (1057, 3.8004), "Q7O_WHOLE": (3334, 3.9820),
    "Q9A_CLNBOARD": (3452, 4.3583), "Q9B_CLNAIRTRAIN": (1699, 4.2878),
    "Q9C_CLNRENT": (1264, 4.1432), "Q9D_CLNFOOD": (2533, 4.1228), "Q9E_CLNBATH": (3263, 4.0536),
    "Q9F_CLNWHOLE": (3426, 4.1935),
}  # fmt: skip
SFO_TOP = (  # answers 4 and 5 in per cent, in the same order
    70.37, 54.77, 53.42, 75.43, 78.46, 77.17, 62.80, 64.66, 62.73, 72.24, 65.20, 80.65, 64.01,
    64.71, 79.27, 87.63, 83.99, 77.22, 78.37, 75.18, 83.83,
)  # fmt: skip
BUS = (
    "How crowded is your most-used route?",
    "How often is your bus late?",
    "How often does a full bus skip your stop?",
    "How satisfied are you with Vancouver transit?",
)
DELAY = (("Very unsatisfied", 1), ("Unsatisfied", 2), ("Neutral", 3), ("Satisfied", 4),
         ("Very satisfied", 5))  # fmt: skip
AIR_FILE = "airline_satisfaction/airline_passenger_satisfaction.zip"
SFO_FILE = "sfo_airport_2013/2013_SFO_Customer_survey.csv"
UBC_FILE = "ubc_transit_survey/SurveyResultsCSV.csv"
BANK_FILE = "bank_nps_kaggle/bank_nps_2021.csv"
CALLS = "call_centre_pwc/call_center_pwc.xlsx"
CHURN = "telco_churn_ibm/Telco-Customer-Churn.csv"
RETAIL = "online_retail_uci/online_retail.csv.gz"
DIANPING = "dianping_star_counts/dianping.csv"


def shape(file):
    """Return dialect, rows and columns as they are read."""

    def of(sets):
        table = sets.table(file)
        return table.recognised.name, *table.frame.shape

    return of


def counts(file, column):
    return lambda sets: sets.table(file).frame[column].value_counts().to_dict()


def different(file, column):
    return lambda sets: sets.table(file).frame[column].replace("", None).nunique()


def blanks(file, column):
    return lambda sets: int((sets.table(file).frame[column] == "").sum())


def means(file, columns, scale, **more):
    return lambda sets: by_item(sets.scores(file, tuple(columns), scale, **more))


def groups(file, column, scale, segment, **more):
    return lambda sets: by_segment(sets.scores(file, (column,), scale, segment, **more))


def recommended(sets):
    """Return counts and points of each market, and of all."""
    found, _ = sets.scores(BANK_FILE, ("rating",), (0, 10), "market", measure="nps")
    result = nps(found)
    columns = ["segment", "n", "promoters", "passives", "detractors", "nps"]
    both = [*result.table[columns].to_numpy(), *result.overall[columns].to_numpy()]
    return {name: (*map(int, counted), round(float(points), 2)) for name, *counted, points in both}


def tops(sets):
    """Return the share of the two best answers at each touchpoint, in per cent."""
    found, _ = sets.scores(SFO_FILE, tuple(SFO), (1, 5), no_answer=("0", "6"))
    shares = csat(
        found.drop(columns="segment", errors="ignore").rename(columns={"item": "segment"})
    )
    by_name = shares.table.set_index("segment")["share"]
    return [round(100 * float(by_name[name]), 2) for name in SFO]


def delays(sets):
    """Return the counts of the five answers, for each delay."""
    found, _ = sets.scores("mlg_bus_customer/Customer.csv", ("y",), (1, 5), "delay", answers=DELAY)
    return found.groupby(["segment", "score"]).size().unstack().to_numpy().tolist()


def agents(sets):
    """Return the mean of each agent's rated calls."""
    found = groups(CALLS, "Satisfaction rating", (1, 5), "Agent")(sets)
    return {agent: mean for agent, (_, mean) in found.items()}


def flat(n, values):
    return [(n, mean) for mean in values]


# data set, what is computed, how, what comes out, whose figures
TABLE = [
    ("qualtrics_exports", "dialect, rows, columns: test survey of 59 columns",
     shape("qualtrics_exports/Better_Sample_Survey.csv"), ("qualtrics", 10, 59), PANDAS),
    ("qualtrics_exports", "the same: a long one with repeated codes",
     shape("qualtrics_exports/Long_Exhaustive_Sample_Survey.csv"), ("qualtrics", 31, 367), PANDAS),
    ("qualtrics_exports", "the same: matrix, several answers",
     shape("qualtrics_exports/Multiple_Answer_Matrix_Questions (Insights).csv"),
     ("qualtrics", 5, 75), PANDAS),
    ("qualtrics_exports", "the same: matrix, one answer",
     shape("qualtrics_exports/Single_Answer_Matrix_Questions (Insights).csv"),
     ("qualtrics", 5, 30), PANDAS),
    ("qualtrics_exports", "the same: no basis for evaluation",
     shape("qualtrics_exports/No_Basis_for_Evaluation (Insights).csv"), ("qualtrics", 15, 49),
     PANDAS),
    ("qualtrics_exports", "the same: many kinds of question",
     shape("qualtrics_exports/Sample_Survey (Insights).csv"), ("qualtrics", 5, 190), PANDAS),
    ("qualtrics_exports", "the same: side by side",
     shape("qualtrics_exports/SidebySide_Questions (Insights).csv"), ("qualtrics", 25, 71), PANDAS),
    ("qualtrics_exports", "the same: questions in German",
     shape("qualtrics_exports/qualtRics_sample.csv"), ("qualtrics", 1, 20), PANDAS),
    ("qualtrics_exports", "the same: legacy form, two header rows",
     shape("qualtrics_exports/qualtRics_sample_legacy.csv"), ("qualtrics", 1, 16), PANDAS),
    ("surveymonkey_538", "dialect, rows, columns", shape("surveymonkey_538/flying-etiquette.csv"),
     ("surveymonkey", 1040, 27), PANDAS),
    ("surveymonkey_538", "how often people fly",
     counts("surveymonkey_538/flying-etiquette.csv", "How often do you travel by plane?"),
     {"Once a year or less": 633, "Once a month or less": 205, "Never": 166,
      "A few times per month": 29, "A few times per week": 4, "Every day": 3}, PANDAS),
    ("surveymonkey_538", "dialect, rows, columns",
     shape("surveymonkey_538/thanksgiving-2015-poll-data.csv"), ("surveymonkey", 1058, 65), PANDAS),
    ("limesurvey_samples", "dialect, rows, columns",
     shape("limesurvey_samples/survey_100001_R_data_file.csv"), ("limesurvey", 3, 646), PANDAS),
    ("limesurvey_samples", "dialect, rows, columns",
     shape("limesurvey_samples/survey_998192_R_data_file.csv"), ("limesurvey", 7, 71), PANDAS),
    ("airline_satisfaction", "rows, columns", shape(AIR_FILE), ("plain", 129880, 24), PANDAS),
    ("airline_satisfaction", "n and mean of 14 touchpoints, 0 left out",
     means(AIR_FILE, AIR, (1, 5), no_answer=("0",)), list(AIR.values()), PANDAS),
    ("airline_satisfaction", "share satisfied by class",
     groups(AIR_FILE, "Satisfaction", (0, 2), "Class",
            answers=(("Satisfied", 1), ("Neutral or Dissatisfied", 0))),
     {"Business": (62160, 0.6944), "Economy": (58309, 0.1877), "Economy Plus": (9411, 0.2464)},
     PANDAS),
    ("sfo_airport_2013", "rows, columns", shape(SFO_FILE), ("plain", 3535, 95), PANDAS),
    ("sfo_airport_2013", "n and mean of 21 touchpoints, 0 and 6 left out",
     means(SFO_FILE, SFO, (1, 5), no_answer=("0", "6")), list(SFO.values()), PANDAS),
    ("sfo_airport_2013", "share of the two best answers at 21 touchpoints", tops, list(SFO_TOP),
     PANDAS),
    ("ubc_transit_survey", "dialect, rows, columns", shape(UBC_FILE),
     ("google_forms", 994, 19), PANDAS),
    ("ubc_transit_survey", "n and mean of 4 questions", means(UBC_FILE, BUS, (1, 10)),
     list(zip([994] * 4, (6.9437, 5.2696, 4.0765, 3.0634), strict=True)), PANDAS),
    ("ubc_transit_survey", "satisfaction on the most used routes",
     groups(UBC_FILE, BUS[3], (1, 10), "Which route do you use most?"),
     {"99": (221, 3.2579), "Canada Line": (79, 2.8734), "25": (76, 2.9079), "14": (73, 3.5205),
      "41": (72, 2.9583), "49": (68, 2.6618)}, PANDAS),
    ("mlg_bus_customer", "answers by delay of the bus",
     delays, [[234, 559, 1157, 5826, 2553], [41, 100, 145, 602, 237], [42, 76, 89, 254, 72],
      [35, 48, 39, 95, 27]], PANDAS),
    ("bank_nps_kaggle", "n and mean of ratings by market",
     groups(BANK_FILE, "rating", (0, 10), "market", measure="nps"),
     {"MEX": (1649, 6.9400), "UK": (1720, 6.9890), "US": (1631, 6.5855)}, PANDAS),
    ("bank_nps_kaggle", "n, promoters, passives, detractors and NPS by market", recommended,
     {"MEX": (1649, 791, 349, 509, 17.10), "UK": (1720, 755, 356, 609, 8.49),
      "US": (1631, 763, 267, 601, 9.93), "all": (5000, 2309, 972, 1719, 11.80)}, PANDAS),
    ("ecsi_mobi", "n and mean of 24 items",
     means("ecsi_mobi/mobi.csv", MOBI.split(), (1, 10)), flat(250, MOBI_MEANS), PANDAS),
    ("plspm_satisfaction", "n and mean of 27 items; the file has a 0 on its scale from 1",
     means("plspm_satisfaction/satisfaction.csv", BANK.split(), (0, 10)), flat(250, BANK_MEANS),
     PANDAS),
    ("cub_univer", "n and mean of 5 items",
     means("cub_univer/univer.csv",
           ("informat", "willingn", "officeho", "compete", "global"), (1, 7)),
     flat(2179, (5.5365, 5.9816, 5.2809, 5.637, 5.7178)), PANDAS),
    ("servqual_patients_it", "n and mean of 5 dimensions, written 5.0",
     means("servqual_patients_it/satisfaction.csv",
           ("TANG", "REL", "CRES", "CASS", "EMPAT"), (1, 5)),
     flat(235, (3.3915, 3.6468, 3.5191, 3.6213, 3.3872)), PANDAS),
    ("call_centre_pwc", "n and mean satisfaction; 946 calls were not answered",
     means(CALLS, ("Satisfaction rating",), (1, 5)), [(5000 - 946, 3.4036)], PANDAS),
    ("call_centre_pwc", "satisfaction by agent; n is rated calls",
     agents,
     {"Becky": 3.3714, "Dan": 3.4474, "Diane": 3.4052, "Greg": 3.4044, "Jim": 3.3937, "Joe": 3.3306,
      "Martha": 3.4708, "Stewart": 3.4004}, PANDAS),
    ("telco_churn_ibm", "rows, columns", shape(CHURN), ("plain", 7043, 21), PANDAS),
    ("telco_churn_ibm", "cells of one blank in TotalCharges", blanks(CHURN, "TotalCharges"),
     11, PANDAS),
    ("telco_churn_ibm", "share that left, by contract",
     groups(CHURN, "Churn", (0, 2), "Contract", answers=(("Yes", 1), ("No", 0))),
     {"Month-to-month": (3875, 0.4271), "One year": (1473, 0.1127), "Two year": (1695, 0.0283)},
     PANDAS),
    ("telco_churn_ibm", "share that left, by internet service",
     groups(CHURN, "Churn", (0, 2), "InternetService", answers=(("Yes", 1), ("No", 0))),
     {"DSL": (2421, 0.1896), "Fiber optic": (3096, 0.4189), "No": (1526, 0.0740)}, PANDAS),
    ("online_retail_uci", "rows, columns", shape(RETAIL), ("plain", 541909, 8), PANDAS),
    ("online_retail_uci", "invoices", different(RETAIL, "InvoiceNo"), 25900, PANDAS),
    ("online_retail_uci", "customers", different(RETAIL, "CustomerID"), 4372, PANDAS),
    ("online_retail_uci", "rows without a customer", blanks(RETAIL, "CustomerID"), 135080, PANDAS),
    ("online_retail_uci", "cancelled rows",
     lambda sets: int(sets.table(RETAIL).frame["InvoiceNo"].str.startswith("C").sum()), 9288,
     PANDAS),
    ("online_retail_uci", "rows that repeat another one",
     lambda sets: int(sets.table(RETAIL).frame.duplicated().sum()), 5268, PANDAS),
    ("dianping_star_counts", "rows, columns; the headers once more among them",
     shape(DIANPING), ("plain", 674, 9), PANDAS),
    ("dianping_star_counts", "rows left out, and why",
     lambda sets: [(a.reason, a.n) for a in sets.table(DIANPING).aside], [("header", 1)], PANDAS),
]  # fmt: skip
