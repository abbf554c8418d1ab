using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Json;

/// <summary>Guarded members and state machines in intent.json.</summary>
internal static class MemberJson
{
    public static void Member(JsonWriter json, MemberReport member)
    {
        json.Property("id", member.Id);
        json.Property("name", member.Name);
        json.Property("type", member.Type);
        json.Property("owner", member.Owner);
        IntentJson.Place(json, "place", member.Place);
        IntentJson.Each(json, "guards", member.Guards, Guard);
        IntentJson.Each(json, "conditions", member.Conditions, Condition);
        IntentJson.Each(json, "transitions", member.Transitions, Transition);
        json.Property("entryPoints", member.EntryIds);
    }

    public static void Machine(JsonWriter json, MachineReport machine)
    {
        json.Property("state", machine.State);
        json.Property("initial", machine.Initial);
        json.Property("terminal", machine.Terminal);
        json.Property("states", machine.States);
        IntentJson.Place(json, "place", machine.Place);
        IntentJson.Each(json, "edges", machine.Edges, Edge);
    }

    private static void Guard(JsonWriter json, string item)
    {
        json.Property("kind", GuardOrder.Kind(item));
        json.Property("mode", item.Length == GuardOrder.Kind(item).Length ? "enforce" : item.Substring(GuardOrder.Kind(item).Length + 1));
    }

    private static void Condition(JsonWriter json, ConditionReport condition)
    {
        json.Property("kind", condition.Kind);
        json.Property("condition", condition.Condition);
        json.Property("because", condition.Because);
        IntentJson.Place(json, "place", condition.Place);
    }

    private static void Transition(JsonWriter json, TransitionReport transition)
    {
        json.Property("from", transition.From);
        json.Property("to", transition.To);
        IntentJson.Place(json, "place", transition.Place);
    }

    private static void Edge(JsonWriter json, EdgeReport edge)
    {
        json.Property("from", edge.From);
        json.Property("to", edge.To);
        json.Property("member", edge.MemberId);
        IntentJson.Place(json, "place", edge.Place);
    }
}
